const TEXT = { type: 'string', __example__: 'a text' };

/** A flow with two screens: the second one completes it. */
export const VISIT_FLOW = {
  version: '6.0',
  screens: [
    {
      id: 'CHOOSE_DAY',
      title: 'Choose a day',
      data: { branch: TEXT },
      layout: {
        type: 'SingleColumnLayout',
        children: [
          {
            type: 'Form',
            name: 'form',
            children: [
              { type: 'TextInput', name: 'who', label: 'Your name', required: true },
              {
                type: 'RadioButtonsGroup',
                name: 'day',
                label: 'Day',
                'data-source': [
                  { id: 'mon', title: 'Monday' },
                  { id: 'tue', title: 'Tuesday' },
                ],
              },
              {
                type: 'Footer',
                label: 'Continue',
                'on-click-action': {
                  name: 'navigate',
                  next: { type: 'screen', name: 'CONFIRM' },
                  payload: { who: '${form.who}', day: '${form.day}', branch: '${data.branch}' },
                },
              },
            ],
          },
        ],
      },
    },
    {
      id: 'CONFIRM',
      title: 'Confirm',
      terminal: true,
      data: { who: TEXT, day: TEXT, branch: TEXT },
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: '${data.who}' },
          {
            type: 'Footer',
            label: 'Book it',
            'on-click-action': {
              name: 'complete',
              payload: { who: '${data.who}', day: '${data.day}', branch: '${data.branch}' },
            },
          },
        ],
      },
    },
  ],
};
