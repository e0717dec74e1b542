/** What assumptions and things that do not fit cost: a schedule with less is a better explanation. */
export const costs = {
  fault: 10,
  missedLoops: 10,
  /** A little more than a crash, which says what brought the run about. */
  earlyLoop: 11,
  /** What does not fit in one run of a controller belongs together: the first line, and each further one. */
  line: 20,
  furtherLine: 2,
  /** The zone at the end: the first record set that differs, and each further one. */
  recordSet: 10,
  furtherRecordSet: 2,
  /** Something goes wrong that no log shows: two of them are dearer than a line that does not fit. */
  unseenFault: 12,
  /** Something that no log shows comes earlier or later than its own clock says. */
  offTime: 11,
  /** Of several things that may happen, another than the first one. */
  choice: 1,
} as const;
