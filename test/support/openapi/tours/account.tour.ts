import { type GraphTour, idAt } from '../graph-tour.js';

const FIELDS = [
  'name',
  'account_review_status',
  'business_verification_status',
  'country',
  'currency',
  'ownership_type',
  'timezone_id',
  'is_enabled_for_insights',
].join();

/** The account, its numbers and its apps. */
export async function account(tour: GraphTour): Promise<void> {
  await tour.done('GET /:waba');
  await tour.done('GET /:waba', { query: { fields: FIELDS } });
  await tour.refused('GET /:waba', { query: { fields: 'colour' } });
  await tour.done('POST /:waba', { body: { is_enabled_for_insights: true } });
  await tour.done('GET /:waba/phone_numbers');
  await tour.refused('GET /:waba/phone_numbers', { query: { after: 'none' } });
  await tour.done('DELETE /:waba/subscribed_apps');
  await tour.done('GET /:waba/subscribed_apps');
  await tour.done('POST /:waba/subscribed_apps');
  await tour.done('GET /:waba/subscribed_apps');
  await tour.refused('POST /:waba/subscribed_apps', { body: { override_callback_uri: 'ftp://x' } });
}

/** Templates from creation to deletion. */
export async function templates(tour: GraphTour): Promise<void> {
  const path = '/:waba/message_templates';
  const components = [{ type: 'BODY', text: 'Your parcel is on its way.' }];
  const definition = { name: 'parcel_note', language: 'en_US', category: 'UTILITY', components };
  const id = idAt(await tour.done(`POST ${path}`, { body: definition }));
  await tour.refused(`POST ${path}`, { body: definition });
  await tour.refused(`POST ${path}`, { body: { ...definition, name: 'Parcel Note' } });
  await tour.done(`GET ${path}`);
  await tour.done(`GET ${path}`, {
    query: { fields: 'name,status,quality_score,health_status', limit: '1' },
  });
  await tour.refused(`GET ${path}`, { query: { after: 'none' } });
  await tour.done('GET /:template', { ids: { template: id } });
  await tour.refused('GET /:template', { ids: { template: id }, query: { fields: 'colour' } });
  await tour.done('POST /:template', { ids: { template: id }, body: { category: 'MARKETING' } });
  await tour.refused('POST /:template', { ids: { template: id }, body: { category: 'FUN' } });
  await tour.done('POST /:template/unpause', { ids: { template: id } });
  await tour.done(`DELETE ${path}`, { query: { name: 'parcel_note' } });
  await tour.refused(`DELETE ${path}`, { query: { name: 'parcel_note' } });
}

/** Calls the tools of templates that are younger than the file. */
export async function templateTools(tour: GraphTour): Promise<void> {
  const page = await tour.done('GET /:waba/message_templates', { query: { fields: 'id' } });
  const [one = '', other = ''] = (page['data'] as { id: string }[]).map(({ id }) => id);
  const range = { start: '1', end: '2' };
  await tour.done('GET /message_template_library', { query: { topic: 'PAYMENTS' } });
  await tour.done('POST /:waba/upsert_message_templates', {
    body: {
      name: 'code',
      category: 'AUTHENTICATION',
      languages: ['en_US'],
      components: [{ type: 'BODY' }, { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] }],
    },
  });
  await tour.done('GET /:waba/message_template_previews', { query: { category: 'AUTHENTICATION' } });
  await tour.done('GET /:template/compare', {
    ids: { template: one },
    query: { ...range, template_ids: other },
  });
  await tour.refused('POST /:waba/migrate_message_templates', {
    body: { source_waba_id: tour.simulator.businessAccountId },
  });
  await tour.done('POST /:waba/message_templates/archive', { body: { template_ids: [other] } });
  await tour.done('POST /:waba/message_templates/unarchive', { body: { template_ids: [other] } });
  const now = Math.floor(tour.simulator.now.getTime() / 1000);
  const day = { start: String(now - 86_400), end: String(now) };
  await tour.done('GET /:waba/template_analytics', { query: { ...day, template_ids: one } });
  await tour.done('GET /:waba', {
    query: { fields: `id,name,analytics.start(${day.start}).end(${day.end}).granularity(DAY)` },
  });
}

/** Flows from draft to deprecation. */
export async function flows(tour: GraphTour): Promise<void> {
  const json = JSON.stringify({
    version: '7.0',
    screens: [
      {
        id: 'END',
        terminal: true,
        title: 'End',
        layout: {
          type: 'SingleColumnLayout',
          children: [{ type: 'Footer', label: 'Done', 'on-click-action': { name: 'complete', payload: {} } }],
        },
      },
    ],
  });
  const id = idAt(await tour.done('POST /:waba/flows', { body: { name: 'survey', categories: ['SURVEY'] } }));
  const ids = { flow: id };
  await tour.refused('POST /:waba/flows', { body: {} });
  await tour.refused('POST /:flow/publish', { ids });
  const form = new FormData();
  form.set('file', new Blob([json], { type: 'application/json' }), 'flow.json');
  form.set('name', 'flow.json');
  form.set('asset_type', 'FLOW_JSON');
  await tour.done('GET /:flow/assets', { ids });
  await tour.refused('POST /:flow/assets', { ids, body: {} });
  await tour.done('POST /:flow/assets', { ids, body: form });
  await tour.done('GET /:flow/assets', { ids });
  await tour.done('POST /:flow', { ids, body: { name: 'survey_2' } });
  await tour.done('GET /:flow', { ids });
  await tour.done('GET /:flow', { ids, query: { fields: 'id,name,status,health_status,endpoint_uri' } });
  await tour.refused('GET /:flow', { ids, query: { fields: 'colour' } });
  await tour.refused('POST /:flow', { ids, body: { name: '' } });
  await tour.done('POST /:flow/publish', { ids });
  await tour.refused('DELETE /:flow', { ids });
  await tour.done('POST /:flow/deprecate', { ids });
  await tour.refused('POST /:flow/deprecate', { ids });
  await tour.done('GET /:waba/flows');
  const draft = idAt(await tour.done('POST /:waba/flows', { body: { name: 'draft' } }));
  await tour.done('DELETE /:flow', { ids: { flow: draft } });
}
