import { beforeEach, describe, expect, it } from '@jest/globals';
import type {
  TemplateCopy,
  TemplateStore,
} from '../../../libs/whatsapp/src/templates/copy/template-store.js';

/** Tests every `TemplateStore`. */
export function describeTemplateStore(name: string, create: () => Promise<TemplateStore>): void {
  describe(`${name} as a TemplateStore`, () => {
    let store: TemplateStore;

    beforeEach(async () => {
      store = await create();
    });

    const copy = (loadedAt: number, ...languages: string[]): TemplateCopy => ({
      loadedAt,
      templates: languages.map((language) => ({
        id: `7${language}`,
        name: 'order_update',
        language,
        status: 'APPROVED',
        category: 'UTILITY',
        components: [{ type: 'BODY', text: 'Hello {{1}}' }],
        quality_score: { score: 'GREEN' },
      })),
    });

    it('finds a copy as it was kept, with all that Meta gave', async () => {
      const kept = copy(1_790_000_000_000, 'en_US', 'de');
      await store.keep('1', 'order_update', kept);
      expect(await store.find('1', 'order_update')).toEqual(kept);
    });

    it('knows that Meta has no template of a name, which is not the same as knowing nothing', async () => {
      await store.keep('1', 'order_update', copy(5));
      expect(await store.find('1', 'order_update')).toEqual({ loadedAt: 5, templates: [] });
      expect(await store.find('1', 'other')).toBeUndefined();
    });

    it('keeps names and business accounts apart', async () => {
      await store.keep('1', 'order_update', copy(5, 'en'));
      expect(await store.find('1', 'order_updates')).toBeUndefined();
      expect(await store.find('2', 'order_update')).toBeUndefined();
      // Put together, these would be the same.
      await store.keep('11', 'a', copy(6, 'en'));
      expect(await store.find('1', '1a')).toBeUndefined();
    });

    it('keeps the last copy', async () => {
      await store.keep('1', 'order_update', copy(5, 'en'));
      await store.keep('1', 'order_update', copy(6, 'de'));
      expect(await store.find('1', 'order_update')).toEqual(copy(6, 'de'));
    });

    it('forgets a copy, and takes it calmly where there is none', async () => {
      await store.keep('1', 'order_update', copy(5, 'en'));
      await store.keep('2', 'order_update', copy(5, 'en'));
      await store.forget('1', 'order_update');
      await store.forget('1', 'order_update');
      expect(await store.find('1', 'order_update')).toBeUndefined();
      expect(await store.find('2', 'order_update')).toBeDefined();
    });
  });
}
