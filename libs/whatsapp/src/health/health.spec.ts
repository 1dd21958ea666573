import { describe, expect, it } from '@jest/globals';
import { RequestNotSentError, SendCancelledError } from '../errors/index.js';
import { reasonOf } from './whatsapp-health.indicator.js';
import { reportOn } from './number-report.js';

const id = '106540352242922';

describe('the report on a business number', () => {
  it('is up where Meta lets it send, and holds what Meta said', () => {
    const node = {
      id,
      quality_rating: 'GREEN',
      throughput: { level: 'HIGH' },
      health_status: { can_send_message: 'AVAILABLE', entities: [] },
    };
    expect(reportOn(node, id)).toEqual({
      verdict: 'up',
      qualityRating: 'GREEN',
      canSendMessage: 'AVAILABLE',
      throughputLevel: 'HIGH',
    });
  });

  it('does not hold missing fields, or values that are new, against the number', () => {
    expect(reportOn({ id }, id)).toEqual({ verdict: 'up' });
    expect(reportOn({ id, quality_rating: 'PURPLE', health_status: [] }, id)).toEqual({
      verdict: 'up',
      qualityRating: 'PURPLE',
    });
    expect(reportOn({ id, quality_rating: 5, throughput: null, health_status: 'fine' }, id)).toEqual({
      verdict: 'up',
    });
  });

  it.each(['YELLOW', 'UNKNOWN', 'NA'])('is up with a quality rating of %s', (quality_rating) => {
    expect(reportOn({ id, quality_rating }, id)).toMatchObject({
      verdict: 'up',
      qualityRating: quality_rating,
    });
  });

  it('is degraded with a RED quality rating', () => {
    expect(reportOn({ id, quality_rating: 'RED' }, id)).toMatchObject({
      verdict: 'degraded',
      reason: expect.stringContaining('RED'),
    });
  });

  it('is degraded where Meta limits sending, with the reason and who it stands for', () => {
    const health_status = {
      can_send_message: 'LIMITED',
      entities: [
        { entity_type: 'PHONE_NUMBER', can_send_message: 'AVAILABLE' },
        {
          entity_type: 'BUSINESS',
          can_send_message: 'LIMITED',
          additional_info: ['Not verified yet.', 7, ''],
        },
      ],
    };
    expect(reportOn({ id, quality_rating: 'RED', health_status }, id)).toMatchObject({
      verdict: 'degraded',
      reason: 'Meta limits sending (BUSINESS: Not verified yet.)',
      qualityRating: 'RED',
    });
  });

  it('is down where Meta blocks sending, with every error and Meta’s advice', () => {
    const health_status = {
      can_send_message: 'BLOCKED',
      entities: [
        {
          entity_type: 'WABA',
          errors: [
            { error_code: 141014, error_description: 'It is banned.', possible_solution: 'Appeal.' },
            { error_code: 141006, error_description: 'No payment method.' },
            'odd',
          ],
        },
        null,
      ],
    };
    expect(reportOn({ id, health_status }, id)).toMatchObject({
      verdict: 'down',
      reason: 'Meta blocks sending (WABA: It is banned. Appeal.; WABA: No payment method.)',
    });
  });

  it.each([undefined, null, [], 'id', {}, { id: '1' }, { id: Number(id) }])(
    'is none where the answer is not that number’s node: %j',
    (answer) => {
      expect(reportOn(answer, id)).toBeUndefined();
    },
  );
});

describe('the reason of a check that failed', () => {
  it('is the message of our own errors', () => {
    expect(reasonOf(new RequestNotSentError('dns'))).toBe('The request to Meta was not sent: dns');
  });

  it('names only the class of what a part of the application threw: its message may hold a secret', () => {
    const reason = reasonOf(new TypeError('token EAAG-secret'));
    expect(reason).toContain('TypeError');
    expect(reason).not.toContain('EAAG');
    expect(reasonOf('EAAG-secret')).not.toContain('EAAG');
  });

  it('is the last failure where the time limit cut a retry off, else the time limit', () => {
    const cut = new SendCancelledError({ cause: new RequestNotSentError('connect') });
    expect(reasonOf(cut, 5000)).toBe('The request to Meta was not sent: connect');
    expect(reasonOf(new SendCancelledError(), 5000)).toBe('there was no answer within 5000 ms');
  });
});
