/** One scrap of paper, as it leaves. */
export interface Scrap {
  readonly x: number;
  readonly y: number;
  /** Pixels a second. */
  readonly vx: number;
  readonly vy: number;
  readonly size: number;
  readonly angle: number;
  /** Turns a second. */
  readonly spin: number;
  readonly colour: string;
}

/** All of it is over after that many milliseconds. */
export const LENGTH = 1_600;
const COUNT = 90;
/** They begin to fade that long before the end. */
const FADE = 500;
const GRAVITY = 1_100;
const COLOURS = ['#2a7f8e', '#e8a33d', '#3f9d6a', '#d8574a', '#5b7fd1'];

/** Two bursts from the lower corners towards the middle. */
export function scraps(width: number, height: number, random: () => number = Math.random): Scrap[] {
  return Array.from({ length: COUNT }, (_, index) => {
    const left = index % 2 === 0;
    const strength = 0.55 + 0.45 * random();
    const sideways = (0.15 + 0.5 * random()) * width * strength;
    return {
      x: left ? 0 : width,
      y: height * 0.85,
      vx: left ? sideways : -sideways,
      // High enough to be seen, whatever the window's height.
      vy: -Math.sqrt(2 * GRAVITY * height * 0.7) * strength,
      size: 5 + 5 * random(),
      angle: random() * Math.PI * 2,
      spin: (random() - 0.5) * 3,
      colour: COLOURS[index % COLOURS.length] ?? '#2a7f8e',
    };
  });
}

/** Where a scrap is after so many milliseconds. */
export function placeAt(scrap: Scrap, elapsed: number) {
  const seconds = elapsed / 1_000;
  return {
    x: scrap.x + scrap.vx * seconds,
    y: scrap.y + scrap.vy * seconds + (GRAVITY * seconds * seconds) / 2,
    angle: scrap.angle + scrap.spin * Math.PI * 2 * seconds,
    alpha: Math.max(0, Math.min(1, (LENGTH - elapsed) / FADE)),
  };
}

let running = false;

/** Lets confetti fly over the page. It takes no clicks and no keys, and several at once are one. */
export function burst(): void {
  if (running) return;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) return;
  running = true;
  const { innerWidth: width, innerHeight: height, devicePixelRatio: scale = 1 } = window;
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.ariaHidden = 'true';
  canvas.dataset.celebration = '';
  Object.assign(canvas.style, {
    position: 'fixed',
    inset: '0',
    width: '100%',
    height: '100%',
    pointerEvents: 'none',
    zIndex: '900',
  });
  document.body.append(canvas);
  const all = scraps(width, height);
  const begun = performance.now();
  let frame = 0;

  const draw = () => {
    const elapsed = performance.now() - begun;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    for (const scrap of all) {
      const { x, y, angle, alpha } = placeAt(scrap, elapsed);
      context.globalAlpha = alpha;
      context.fillStyle = scrap.colour;
      context.setTransform(scale, 0, 0, scale, x * scale, y * scale);
      context.rotate(angle);
      context.fillRect(-scrap.size / 2, -scrap.size / 4, scrap.size, scrap.size / 2);
    }
    frame = requestAnimationFrame(draw);
  };
  draw();
  // Not by counting frames: a tab in the background draws none.
  setTimeout(() => {
    cancelAnimationFrame(frame);
    canvas.remove();
    running = false;
  }, LENGTH);
}
