import { HelpDialog } from '../parts/help-dialog.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { type Viewer, ViewerContext } from '../state/viewer.ts';
import { ComparisonScreen } from './comparison-screen.tsx';
import { ExplorationScreen } from './exploration-screen.tsx';
import { OverviewScreen } from './overview-screen.tsx';
import { RunScreen } from './run-screen.tsx';

const screens = {
  overview: OverviewScreen,
  run: RunScreen,
  comparison: ComparisonScreen,
  exploration: ExplorationScreen,
} as const;

/** The page: the bar, and the screen that its address names. */
export function App({ viewer }: { readonly viewer: Viewer }) {
  const Screen = screens[viewer.place.value.screen];
  return (
    <ViewerContext.Provider value={viewer}>
      <PageHeader />
      <Screen />
      <HelpDialog />
    </ViewerContext.Provider>
  );
}
