import type { Flow } from '../engine/flows/flow-book.js';

const SURVEY = {
  version: '7.0',
  screens: [
    {
      id: 'START',
      title: 'Your visit',
      terminal: true,
      layout: {
        type: 'SingleColumnLayout',
        children: [
          {
            type: 'Form',
            name: 'form',
            children: [
              { type: 'TextHeading', text: 'How was it?' },
              {
                type: 'RadioButtonsGroup',
                name: 'stars',
                label: 'Your visit',
                required: true,
                'data-source': [
                  { id: '3', title: 'Very good' },
                  { id: '2', title: 'Good' },
                  { id: '1', title: 'Not so good' },
                ],
              },
              {
                type: 'Switch',
                value: '${form.stars}',
                cases: { 1: [{ type: 'TextArea', name: 'why', label: 'What went wrong?', required: true }] },
              },
              {
                type: 'Footer',
                label: 'Send',
                'on-click-action': {
                  name: 'complete',
                  payload: { stars: '${form.stars}', why: '${form.why}' },
                },
              },
            ],
          },
        ],
      },
    },
  ],
};

const VISIT = {
  version: '7.0',
  screens: [
    {
      id: 'CHOOSE_DAY',
      title: 'Book a visit',
      data: { branch: { type: 'string', __example__: 'harbour' } },
      layout: {
        type: 'SingleColumnLayout',
        children: [
          {
            type: 'Form',
            name: 'form',
            children: [
              { type: 'TextHeading', text: 'When may we expect you?' },
              {
                type: 'RichText',
                text: ['Visits take **about an hour**. You can:', '- look around', '- ask us anything'],
              },
              { type: 'TextInput', name: 'name', label: 'Your name', required: true, 'min-chars': 2 },
              { type: 'DatePicker', name: 'day', label: 'Day', required: true },
              {
                type: 'ChipsSelector',
                name: 'interests',
                label: 'What are you interested in?',
                'max-selected-items': 2,
                'data-source': [
                  { id: 'rooms', title: 'Rooms' },
                  { id: 'garden', title: 'Garden' },
                  { id: 'kitchen', title: 'Kitchen' },
                ],
              },
              {
                type: 'Dropdown',
                name: 'people',
                label: 'How many are you?',
                required: true,
                'data-source': [
                  { id: '1', title: 'One' },
                  { id: '2', title: 'Two' },
                  { id: '3', title: 'Three or more' },
                ],
              },
              {
                type: 'Footer',
                label: 'Continue',
                'left-caption': 'Free of charge',
                'right-caption': 'Step 1 of 2',
                'on-click-action': {
                  name: 'navigate',
                  next: { type: 'screen', name: 'CONFIRM' },
                  payload: {
                    name: '${form.name}',
                    day: '${form.day}',
                    people: '${form.people}',
                    interests: '${form.interests}',
                    branch: '${data.branch}',
                  },
                },
              },
            ],
          },
        ],
      },
    },
    {
      id: 'CONFIRM',
      title: 'Is that right?',
      terminal: true,
      data: {
        name: { type: 'string', __example__: 'Ana' },
        day: { type: 'string', __example__: '2026-12-01' },
        people: { type: 'string', __example__: '2' },
        interests: { type: 'array', items: { type: 'string' }, __example__: ['garden'] },
        branch: { type: 'string', __example__: 'harbour' },
      },
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextSubheading', text: "`${data.name} ', ' ${data.day}`" },
          { type: 'TextBody', text: 'We look forward to your visit.' },
          {
            type: 'Form',
            name: 'form',
            children: [
              { type: 'OptIn', name: 'news', label: 'Send me news about the house' },
              {
                type: 'Footer',
                label: 'Book it',
                'center-caption': 'Step 2 of 2',
                'on-click-action': {
                  name: 'complete',
                  payload: {
                    name: '${data.name}',
                    day: '${data.day}',
                    people: '${data.people}',
                    interests: '${data.interests}',
                    branch: '${data.branch}',
                    news: '${form.news}',
                  },
                },
              },
            ],
          },
        ],
      },
    },
  ],
};

function published(id: string, name: string, category: string, json: object): Flow {
  return {
    id,
    name,
    status: 'PUBLISHED',
    categories: [category],
    endpointUri: undefined,
    json: JSON.stringify(json, undefined, 2),
    validationErrors: [],
  };
}

/** A survey about a visit: the template `survey` opens it. */
export const SURVEY_FLOW = published('770011', 'visit_survey', 'SURVEY', SURVEY);

/** A visit is booked in two steps. */
export const VISIT_FLOW = published('770012', 'visit_booking', 'APPOINTMENT_BOOKING', VISIT);
