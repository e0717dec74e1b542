/** The system's word for why a file operation failed (`EACCES`), or nothing if something else went wrong. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && 'syscall' in error ? error.code : undefined;
}

/** Does something with files: its result, or the system's word for why it failed. Other errors go through. */
export function attempt<T>(action: () => T): { readonly value: T } | { readonly reason: string } {
  try {
    return { value: action() };
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === undefined) throw error;
    return { reason };
  }
}
