import { EXAMPLE_FILES_URL, person, type MessageExamples } from './message-example.js';

export const interactiveExamples: MessageExamples = {
  buttons: {
    summary: 'Interactive: reply buttons',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'button',
        header: { type: 'text', text: 'Your table' },
        body: { text: 'Table for two at eight. Shall we keep it?' },
        footer: { text: 'Harbour Hotel' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'keep', title: 'Keep it' } },
            { type: 'reply', reply: { id: 'cancel', title: 'Cancel' } },
          ],
        },
      },
    },
  },
  list: {
    summary: 'Interactive: list',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'What is it about?' },
        action: {
          button: 'Choose',
          sections: [
            {
              title: 'Orders',
              rows: [
                { id: 'order-status', title: 'Where is it?', description: 'Follow your parcel' },
                { id: 'order-return', title: 'Send it back' },
              ],
            },
            { title: 'Other', rows: [{ id: 'agent', title: 'Talk to a person' }] },
          ],
        },
      },
    },
  },
  ctaUrl: {
    summary: 'Interactive: link button',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        body: { text: 'Your parcel is on its way.' },
        action: {
          name: 'cta_url',
          parameters: { display_text: 'Follow it', url: 'https://www.example.com/parcels/1007' },
        },
      },
    },
  },
  flow: {
    summary: 'Interactive: flow',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'flow',
        body: { text: 'Book a visit in two steps.' },
        action: {
          name: 'flow',
          parameters: {
            flow_message_version: '3',
            flow_id: '770012',
            flow_cta: 'Book',
            flow_token: 'visit-1007',
            flow_action: 'navigate',
            flow_action_payload: { screen: 'CHOOSE_DAY', data: { branch: 'harbour' } },
          },
        },
      },
    },
  },
  locationRequest: {
    summary: 'Interactive: ask for a location',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'location_request_message',
        body: { text: 'Where shall the driver come to?' },
        action: { name: 'send_location' },
      },
    },
  },
  address: {
    summary: 'Interactive: ask for an address (India)',
    value: {
      to: '+919876543210',
      type: 'interactive',
      interactive: {
        type: 'address_message',
        body: { text: 'Where shall we deliver?' },
        action: { name: 'address_message', parameters: { country: 'IN', values: { city: 'Chennai' } } },
      },
    },
  },
  contactInfo: {
    summary: 'Interactive: ask for the phone number',
    value: {
      recipient: 'US.13491208655302741918',
      type: 'interactive',
      interactive: {
        type: 'request_contact_info',
        body: { text: 'May we have your number for the courier?' },
        action: { name: 'request_contact_info' },
      },
    },
  },
  callPermission: {
    summary: 'Interactive: ask for permission to call',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'call_permission_request',
        body: { text: 'May we call you about your booking?' },
        action: { name: 'call_permission_request' },
      },
    },
  },
  voiceCall: {
    summary: 'Interactive: call button',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'voice_call',
        body: { text: 'Rather talk to us?' },
        action: { name: 'voice_call', parameters: { display_text: 'Call us', ttl_minutes: 60 } },
      },
    },
  },
  mediaCarousel: {
    summary: 'Interactive: carousel with pictures',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'carousel',
        body: { text: 'Rooms that are free this weekend' },
        action: {
          cards: [
            {
              card_index: 0,
              type: 'cta_url',
              header: { type: 'image', image: { link: `${EXAMPLE_FILES_URL}/image.png` } },
              body: { text: 'With a view of the sea' },
              action: {
                name: 'cta_url',
                parameters: { display_text: 'Look', url: 'https://www.example.com/rooms/sea' },
              },
            },
            {
              card_index: 1,
              type: 'cta_url',
              header: { type: 'image', image: { link: `${EXAMPLE_FILES_URL}/image.png` } },
              body: { text: 'Quiet, to the garden' },
              action: {
                name: 'cta_url',
                parameters: { display_text: 'Look', url: 'https://www.example.com/rooms/garden' },
              },
            },
          ],
        },
      },
    },
  },
};
