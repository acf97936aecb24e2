import { Popover } from "@base-ui/react/popover";
import { Monitor, Moon, Settings2, Sun } from "lucide-react";
import { Button } from "../controls/button.js";
import { Segmented } from "../controls/segmented.js";
import { useZone, type Zone } from "../format/time.js";
import { type Theme, useTheme } from "../theme/theme.js";
import styles from "./preferences.module.css";

const themes: readonly { value: Theme; label: React.ReactNode; title: string }[] = [
  { value: "system", label: <Monitor size={13} aria-label="System" />, title: "As the system" },
  { value: "light", label: <Sun size={13} aria-label="Light" />, title: "Light" },
  { value: "dark", label: <Moon size={13} aria-label="Dark" />, title: "Dark" },
];

const zones: readonly { value: Zone; label: string }[] = [
  { value: "local", label: "Local" },
  { value: "utc", label: "UTC" },
];

/** The reader's choices of colours and clock. */
export function Preferences() {
  const [theme, setTheme] = useTheme();
  const [zone, setZone] = useZone();
  return (
    <Popover.Root>
      <Popover.Trigger render={<Button look="ghost" square aria-label="Preferences" title="Preferences" />}>
        <Settings2 size={15} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={6} className={styles.positioner}>
          <Popover.Popup className={styles.popup} aria-label="Preferences">
            <p className={styles.row}>
              Theme
              <Segmented label="Theme" value={theme} options={themes} onChange={setTheme} />
            </p>
            <p className={styles.row}>
              Times
              <Segmented label="Times" value={zone} options={zones} onChange={setZone} />
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
