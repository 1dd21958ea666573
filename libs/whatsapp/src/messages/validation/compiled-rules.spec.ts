import {
  Allow,
  IsDefined,
  IsOptional,
  IsString,
  Length,
  registerDecorator,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { describe, expect, it } from '@jest/globals';
import { PinMessageDto } from '../dto/index.js';
import { CompiledRules } from './compiled-rules.js';
import { MessageValidator } from './message-validator.js';
import { UnsupportedRuleError } from './compiled-rules.js';

class Topping {
  @Length(1, 5)
  name: unknown;

  static of(name: unknown): Topping {
    return Object.assign(new Topping(), { name });
  }
}

class Bread {
  @IsString()
  @Length(2, 10)
  name: unknown = 'rye';

  @IsOptional()
  @IsString()
  note: unknown = undefined;

  @ValidateIf(({ note }: Bread) => note !== 'plain')
  @ValidateIf((_, value) => value !== 'none')
  @ValidateNested()
  @Length(9, 9)
  unless: unknown = 'plain';

  @ValidateNested()
  toppings: unknown = [Topping.of('salt')];

  @Allow()
  free: unknown = 1;
}

class SweetBread extends Bread {
  @Length(5, 6)
  override name: unknown = 'sweet';
}

class Unruled {
  free = 1;
}

/** `ValidateBy` leaves `async` out. */
const asynchronous = (target: object, propertyName: string | symbol) =>
  registerDecorator({
    name: 'isFresh',
    target: target.constructor,
    propertyName: String(propertyName),
    async: true,
    validator: { validate: () => true },
  });
const promising = ValidateBy({ name: 'isFresh', validator: { validate: () => Promise.resolve(true) } });

describe('CompiledRules', () => {
  it.each<[name: string, object]>([
    ['as it comes', { unless: 'none' }],
    ['with a broken rule', { unless: 'none', name: 5 }],
    ['with an optional null', { unless: 'none', note: null }],
    ['with an optional that is wrong', { unless: 'none', note: 5 }],
    ['with a condition that is met', {}],
    ['with a condition that is not met', { note: 'plain' }],
    ['with a condition that is not met for what is nested', { note: 'plain', unless: Topping.of('') }],
    ['with a property too many', { unless: 'none', crust: 1 }],
    ['with a property too many that is undefined', { unless: 'none', crust: undefined }],
    ['with a property named as in Object.prototype', { unless: 'none', toString: 1 }],
    ['with one nested object', { unless: 'none', toppings: Topping.of('salt') }],
    ['with a broken nested object', { unless: 'none', toppings: Topping.of('') }],
    ['with a broken one in a list', { unless: 'none', toppings: [Topping.of('salt'), Topping.of('')] }],
    ['with a broken one in a list of lists', { unless: 'none', toppings: [[Topping.of('')]] }],
    ['with an empty list', { unless: 'none', toppings: [] }],
    ['with nothing in a list', { unless: 'none', toppings: [undefined] }],
    ['with null in a list', { unless: 'none', toppings: [null] }],
    ['with a text for what is nested', { unless: 'none', toppings: 'salt' }],
    ['with null for what is nested', { unless: 'none', toppings: null }],
    ['with nothing for what is nested', { unless: 'none', toppings: undefined }],
    ['with an object without rules', { unless: 'none', toppings: {} }],
    ['with an object of a class without rules', { unless: 'none', toppings: [new Unruled()] }],
  ])('says of an object %s what class-validator says', (_, fields) => {
    const rules = new CompiledRules();
    for (const kind of [Bread, SweetBread]) {
      const bread = Object.assign(new kind(), fields);
      const errors = validateSync(bread, { whitelist: true, forbidNonWhitelisted: true });
      expect(rules.areKeptBy(bread)).toBe(errors.length === 0);
    }
  });

  it.each<[what: string, PropertyDecorator]>([
    ['`each` (of isString)', IsString({ each: true })],
    ['`each` (of nestedValidation)', ValidateNested({ each: true })],
    ['`validateIf` (of isString)', IsString({ validateIf: () => false })],
    ['`async` (of isFresh)', asynchronous],
    ['a rule of the type isDefined', IsDefined()],
  ])('names class and property of a rule that it does not run: %s', (what, decorate) => {
    class Baguette {
      crust = 'x';
    }
    decorate(Baguette.prototype, 'crust');
    expect(() => new CompiledRules().areKeptBy(new Baguette())).toThrow(
      expect.objectContaining({ message: expect.stringContaining(`Baguette.crust: ${what}`) }),
    );
  });

  it('takes a promise for a no, and leaves the matter to class-validator', () => {
    class Baguette {
      crust = 'x';
    }
    promising(Baguette.prototype, 'crust');
    expect(new CompiledRules().areKeptBy(new Baguette())).toBe(false);
  });

  it('is not hidden by MessageValidator where a rule cannot be run', () => {
    asynchronous(PinMessageDto.prototype, 'to');
    const validator = new MessageValidator({ maxBodyBytes: 1000 });
    const pin = { to: 'group', type: 'pin', pin: {} };
    expect(() => validator.validate(pin)).toThrow(UnsupportedRuleError);
  });
});
