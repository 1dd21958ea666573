import type { Flow } from '../engine/flows/flow-book.js';

/** A flow that is published: the template `survey` opens it, and interactive messages may. */
export const DEMO_FLOW: Flow = {
  id: '770011',
  name: 'visit_survey',
  status: 'PUBLISHED',
  categories: ['SURVEY'],
  endpointUri: undefined,
  json: JSON.stringify(
    {
      version: '7.0',
      screens: [
        {
          id: 'START',
          title: 'Your visit',
          terminal: true,
          layout: {
            type: 'SingleColumnLayout',
            children: [
              { type: 'TextHeading', text: 'How was it?' },
              { type: 'TextArea', name: 'comment', label: 'In your words', required: false },
              {
                type: 'Footer',
                label: 'Send',
                'on-click-action': { name: 'complete', payload: { comment: '${form.comment}' } },
              },
            ],
          },
        },
      ],
    },
    undefined,
    2,
  ),
  validationErrors: [],
};
