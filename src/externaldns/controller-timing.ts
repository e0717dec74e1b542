/** How long things take that external-dns does not say. Virtual milliseconds. */
export interface ControllerTiming {
  /** From the listing to the reading of the sources: 0. */
  readonly planDelayMs: number;
  /** From the plan to the first call and from call to call: 100. */
  readonly callDelayMs: number;
  /** From the end of a process to the next: 10 000, the first back-off of Kubernetes. Later ones are not longer here. */
  readonly restartDelayMs: number;
  /** From a change of an object to the run that it brings about, with `--events`: 5000 (controller.go:ScheduleRunOnce). */
  readonly eventDelayMs: number;
}

/** The timing unless it is given. */
export const usualTiming: ControllerTiming = {
  planDelayMs: 0,
  callDelayMs: 100,
  restartDelayMs: 10_000,
  eventDelayMs: 5000,
};
