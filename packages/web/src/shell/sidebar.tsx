import { Link } from "@tanstack/react-router";
import { Keyboard, ListTree, MessagesSquare } from "lucide-react";
import { Button } from "../controls/button.js";
import { Hint } from "../controls/hint.js";
import { liveState } from "../live.js";
import { useSetting } from "../theme/setting.js";
import { Preferences } from "./preferences.js";
import styles from "./sidebar.module.css";

const pages = [
  { to: "/traces", label: "Traces", icon: ListTree },
  { to: "/sessions", label: "Sessions", icon: MessagesSquare },
] as const;

/** The way to every page, and what concerns the whole of the UI. */
export function Sidebar({ onHelp }: { onHelp(): void }) {
  return (
    <nav className={styles.sidebar} aria-label="Pages">
      <Link to="/traces" className={styles.brand}>
        <img src="/icon.svg" width={22} height={22} alt="" />
        <span className={styles.name}>Trace</span>
      </Link>
      <ul className={styles.pages}>
        {pages.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Link to={to} className={styles.page} activeOptions={{ includeSearch: false }} title={label}>
              <Icon size={15} aria-hidden />
              <span className={styles.label}>{label}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <LiveMark />
        <Hint text="Keyboard shortcuts (?)">
          <Button look="ghost" square onClick={onHelp} aria-label="Keyboard shortcuts">
            <Keyboard size={15} aria-hidden />
          </Button>
        </Hint>
        <Preferences />
      </div>
    </nav>
  );
}

function LiveMark() {
  const [state] = useSetting(liveState);
  if (state === "idle") return <span className={styles.live} />;
  const text = state === "on" ? "Live: new traces appear by themselves" : "Not connected: trying again";
  return (
    <Hint text={text}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation must be reachable by keyboard */}
      <span className={styles.live} data-state={state} role="status" tabIndex={0}>
        <span className={styles.liveDot} />
        <span className={styles.label}>{state === "on" ? "Live" : "Offline"}</span>
      </span>
    </Hint>
  );
}
