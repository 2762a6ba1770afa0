/** Ends a start with one line for the person at the terminal; nothing has been left half-done. */
export class CannotStart extends Error {}

/** What the operating system or a database said, in one line: its sentence, or its code where it has none. */
export function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  return message.split('\n')[0] || code || 'no reason given'
}

/** What ends a start although the program is right: a refusal, or a file or socket that the system refuses. */
export const isExpected = (error: unknown): error is Error =>
  error instanceof CannotStart || (error instanceof Error && 'syscall' in error)
