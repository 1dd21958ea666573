/** The id of a message's element. */
export function bubbleId(messageId: string): string {
  return `message-${messageId}`;
}
