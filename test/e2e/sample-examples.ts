/** The OpenAPI document of the sample app, as far as the examples go. */
interface DocumentWithExamples {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly post: {
          readonly requestBody: {
            readonly content: {
              readonly 'application/json': {
                readonly examples: Readonly<Record<string, { readonly value: object }>>;
              };
            };
          };
        };
      }
    >
  >;
}

/** What the docs page offers to try at a path, by the examples' names. */
export function examplesOf(document: unknown, path: string): Record<string, object> {
  const { paths } = document as DocumentWithExamples;
  const examples = paths[path]?.post.requestBody.content['application/json'].examples ?? {};
  return Object.fromEntries(Object.entries(examples).map(([name, { value }]) => [name, value]));
}
