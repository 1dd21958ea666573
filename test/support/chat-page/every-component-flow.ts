/** One pixel. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const options = (...titles: string[]) => titles.map((title) => ({ id: title.toLowerCase(), title }));

/** A flow with every component of Meta's, one that nobody knows, and all that a press can do without an endpoint. */
export const EVERY_COMPONENT_FLOW = {
  version: '7.0',
  screens: [
    {
      id: 'START',
      title: 'Everything',
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: '${data.greeting}' },
          { type: 'TextSubheading', text: 'A subheading' },
          { type: 'TextBody', text: 'A body' },
          { type: 'TextCaption', text: 'A caption' },
          {
            type: 'RichText',
            text: ['# Rich', 'with **bold** and [a link](https://example.com)', '- one', '- two'],
          },
          { type: 'Image', src: PICTURE, 'alt-text': 'A pixel', height: 40 },
          {
            type: 'ImageCarousel',
            images: [
              { src: PICTURE, 'alt-text': 'One' },
              { src: PICTURE, 'alt-text': 'Two' },
            ],
          },
          { type: 'Hologram', name: 'new' },
          {
            type: 'Form',
            name: 'form',
            'init-values': { name: '${data.name}' },
            children: [
              { type: 'TextInput', name: 'name', label: 'Name', required: true },
              { type: 'TextArea', name: 'words', label: 'Words', required: true },
              {
                type: 'CheckboxGroup',
                name: 'boxes',
                label: 'Boxes',
                'data-source': options('Red', 'Green'),
              },
              {
                type: 'RadioButtonsGroup',
                name: 'radio',
                label: 'Radio',
                'data-source': options('Post', 'Shop'),
              },
              {
                type: 'ChipsSelector',
                name: 'chips',
                label: 'Chips',
                'data-source': options('Fast', 'Cheap'),
              },
              { type: 'Dropdown', name: 'menu', label: 'Menu', 'data-source': options('Small', 'Large') },
              { type: 'DatePicker', name: 'day', label: 'Day' },
              { type: 'CalendarPicker', name: 'stay', label: 'Stay', mode: 'range' },
              {
                type: 'OptIn',
                name: 'agreed',
                label: 'I agree',
                required: true,
                'on-click-action': { name: 'open_url', url: 'https://example.com/terms' },
              },
              { type: 'PhotoPicker', name: 'photos', label: 'Photos', 'min-uploaded-photos': 0 },
              { type: 'DocumentPicker', name: 'papers', label: 'Papers', 'min-uploaded-documents': 0 },
              {
                type: 'Switch',
                value: '${form.radio}',
                cases: { post: [{ type: 'TextBody', text: 'The postman rings twice.' }] },
              },
              {
                type: 'EmbeddedLink',
                text: 'What we offer',
                'on-click-action': {
                  name: 'navigate',
                  next: { type: 'screen', name: 'OFFERS' },
                  payload: {},
                },
              },
              {
                type: 'Footer',
                label: 'Send',
                'on-click-action': {
                  name: 'complete',
                  payload: Object.fromEntries(
                    [
                      'name',
                      'words',
                      'boxes',
                      'radio',
                      'chips',
                      'menu',
                      'day',
                      'stay',
                      'agreed',
                      'papers',
                    ].map((field) => [field, `\${form.${field}}`]),
                  ),
                },
              },
            ],
          },
        ],
      },
    },
    {
      id: 'OFFERS',
      title: 'Offers',
      layout: {
        type: 'SingleColumnLayout',
        children: [
          {
            type: 'NavigationList',
            name: 'offers',
            label: 'Choose one',
            'list-items': [
              {
                id: 'small',
                'main-content': { title: 'Small room', description: 'For one' },
                end: { title: '€40' },
                'on-click-action': {
                  name: 'navigate',
                  next: { type: 'screen', name: 'DETAILS' },
                  payload: { room: 'Small room' },
                },
              },
            ],
          },
        ],
      },
    },
    {
      id: 'DETAILS',
      title: 'Details',
      terminal: true,
      layout: {
        type: 'SingleColumnLayout',
        children: [{ type: 'TextHeading', text: "`${data.room} ' for ' ${screen.START.form.name}`" }],
      },
    },
  ],
};
