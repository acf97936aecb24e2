import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import styles from "./shell.module.css";
import { useShortcuts } from "./shortcuts.js";
import { Sidebar } from "./sidebar.js";

const ShortcutDialog = lazy(() =>
  import("./shortcut-dialog.js").then((module) => ({ default: module.ShortcutDialog })),
);

/** What surrounds every page: navigation, shortcuts, and the page itself. */
export function Shell() {
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  useShortcuts({
    "g t": () => void navigate({ to: "/traces" }),
    "g s": () => void navigate({ to: "/sessions" }),
    "?": () => setHelp(true),
  });
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        Skip to content
      </a>
      <Sidebar onHelp={() => setHelp(true)} />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      {help && (
        <Suspense>
          <ShortcutDialog open onOpenChange={setHelp} />
        </Suspense>
      )}
    </div>
  );
}
