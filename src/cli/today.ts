/** The day of the run, `YYYY-MM-DD`, in UTC: the one place that reads the clock. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
