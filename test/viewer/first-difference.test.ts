import { describe, expect, it } from 'vitest';
import type { PageDocument } from '../../src/report/page/page-data.ts';
import { firstDifference } from '../../src/viewer/data/first-difference.ts';
import { RunView } from '../../src/viewer/data/run-view.ts';
import { documentOf, ingress, shadowed } from './shown-documents.ts';

const viewOf = ({ report, runs }: PageDocument) => {
  const [card, page] = [report.runs[0], runs[0]];
  if (card === undefined || page === undefined) throw new Error('the document has no run');
  return new RunView(card, page);
};
const usual = viewOf(documentOf([shadowed]));

describe('the first difference of two runs', () => {
  it('is none between a run and itself', () => {
    expect(firstDifference(usual, viewOf(documentOf([shadowed])))).toBeNull();
  });

  it('is where one of them ends earlier', () => {
    const longer = viewOf(documentOf([{ ...shadowed, steps: [...shadowed.steps, { wait: '5m' }] }]));
    expect(firstDifference(usual, longer)).toEqual({
      stepIndex: usual.stepCount + 1,
      what: 'only the second run goes on',
    });
  });

  it('is the step that another thing happens at', () => {
    const other = viewOf(
      documentOf([{ ...shadowed, steps: [{ wait: '3m' }, { stop: 'production' }, { wait: '5m' }] }]),
    );
    const difference = firstDifference(usual, other);
    const deletion = usual.steps.find(({ move }) => move.kind === 'rollout');
    expect(difference?.stepIndex).toBe(deletion?.index);
    expect(difference?.what).toMatch(/delete in one, .*stop in the other/);
  });

  it('is the initial world where that differs', () => {
    const { production, staging } = shadowed.clusters;
    const manifests = [...production.manifests, ingress('third', 'third.example.org')];
    const other = { ...shadowed, clusters: { production: { ...production, manifests }, staging } };
    expect(firstDifference(usual, viewOf(documentOf([other])))?.stepIndex).toBe(0);
  });
});
