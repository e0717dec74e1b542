import { useEffect, useRef } from 'preact/hooks';
import { shortcuts } from '../state/keyboard.ts';
import { useViewer } from '../state/viewer.ts';

/** Every shortcut, and how to search. */
export function HelpDialog() {
  const viewer = useViewer();
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = viewer.isHelpOpen.value;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const close = () => {
    viewer.isHelpOpen.value = false;
  };
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={close}>
      <h2 id="help-title">Keyboard</h2>
      <dl>
        {shortcuts.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{keyNames[key] ?? key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <h2>Search</h2>
      <p>
        Every word has to be found. <code>name:app</code>, <code>owner:east</code> and <code>actor:east</code> look only
        there. The names of lanes and the owners above the zone narrow what is shown, too.
      </p>
      <p>Drag along the timeline to move; Ctrl and the wheel zoom. The address links to this very moment.</p>
      <button type="button" class="control" onClick={close}>
        Close
      </button>
    </dialog>
  );
}

const keyNames: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ' ': 'Space' };
