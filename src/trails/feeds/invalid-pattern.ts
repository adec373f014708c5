/** A pattern that EventBridge would not take. The message says why, and where. */
export class InvalidPattern extends Error {}
