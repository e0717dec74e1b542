import { counted } from '../phrase.ts';

/** How many faults were allowed, as a fact by itself. */
export function faultsAllowed(faultBudget: number): string {
  return faultBudget === 0 ? 'no faults' : `up to ${counted(faultBudget, 'fault')}`;
}

/** How many faults were allowed, behind a statement. */
export function underFaults(faultBudget: number): string {
  return faultBudget === 0 ? 'without faults' : `with ${faultsAllowed(faultBudget)}`;
}
