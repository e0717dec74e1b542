import { render } from 'preact';
import { readDocument } from './data/read-document.ts';
import { App } from './screens/app.tsx';
import { followAddress } from './state/address.ts';
import { listenToKeyboard } from './state/keyboard.ts';
import { tellMoments } from './state/live-moment.ts';
import { watchSurroundings } from './state/surroundings.ts';
import { Viewer } from './state/viewer.ts';
import './styles/colours.css';
import './styles/page.css';
import './styles/panels.css';
import './styles/timeline.css';
import './styles/screens.css';
import './styles/print.css';

const root = document.getElementById('page') as HTMLElement;

try {
  const viewer = new Viewer(await readDocument(), location.hash);
  const first = viewer.document.report.runs[0];
  if (viewer.extent.runCount === 1 && first !== undefined) document.title = `${first.title} · dibs`;
  watchSurroundings();
  followAddress(viewer);
  listenToKeyboard(viewer);
  tellMoments(viewer);
  render(<App viewer={viewer} />, root);
} catch (error) {
  render(
    <main class="overview">
      <h1>This page cannot be shown</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
    </main>,
    root,
  );
}
