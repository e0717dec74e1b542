import { useEffect } from 'preact/hooks';
import { toggleAxis, zoomAround } from '../state/keyboard.ts';
import { useRun } from '../state/viewer.ts';
import { momentText } from './timeline.tsx';

/** A step of a playing run stays so long. */
const PLAYED_STEP_MS = 120;

/** Buttons for all that the keyboard does along the timeline. */
export function Transport() {
  const { viewer, run } = useRun();
  const step = viewer.step.value;
  const isPlaying = viewer.isPlaying.value;
  useEffect(() => {
    if (!isPlaying) return;
    const playing = setInterval(() => {
      const before = viewer.step.value;
      viewer.move(1);
      if (viewer.step.value === before) viewer.isPlaying.value = false;
    }, PLAYED_STEP_MS);
    return () => clearInterval(playing);
  }, [viewer, isPlaying]);
  const play = () => {
    viewer.isPlaying.value = !isPlaying;
  };
  return (
    <div class="transport" role="toolbar" aria-label="Timeline">
      <Control label="The initial world" sign="|◂" act={() => viewer.goTo(0)} />
      <Control label="The change of the zone before" sign="◂◆" act={() => viewer.moveAmong(run.zone.changedAt, -1)} />
      <Control label="The step before" sign="◂" act={() => viewer.move(-1)} />
      <Control label={isPlaying ? 'Pause' : 'Play'} sign={isPlaying ? '❚❚' : '▶'} act={play} />
      <Control label="The next step" sign="▸" act={() => viewer.move(1)} />
      <Control label="The next change of the zone" sign="◆▸" act={() => viewer.moveAmong(run.zone.changedAt, 1)} />
      <Control label="The end" sign="▸|" act={() => viewer.goTo(run.stepCount)} />
      <output class="moment" aria-live="polite">
        {momentText(run, step)}
      </output>
      <span class="spread" />
      <Control
        label={viewer.axis.value === 'time' ? 'Axis by time' : 'Axis by step'}
        sign={viewer.axis.value === 'time' ? 'by time' : 'by step'}
        act={() => toggleAxis(viewer)}
      />
      <Control label="Zoom out" sign="−" act={() => zoomAround(viewer, 2)} />
      <Control label="Zoom in" sign="+" act={() => zoomAround(viewer, 0.5)} />
      <Control
        label="Zoom to fit"
        sign="fit"
        act={() => {
          viewer.span.value = null;
        }}
      />
    </div>
  );
}

function Control({ label, sign, act }: { readonly label: string; readonly sign: string; readonly act: () => void }) {
  return (
    <button type="button" class="control" aria-label={label} title={label} onClick={act}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
