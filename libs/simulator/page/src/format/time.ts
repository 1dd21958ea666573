const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clockTime = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayName = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const fullDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const shortDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'short' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** `14:05` */
export function timeOfDay(at: string | number): string {
  return clockTime.format(new Date(at));
}

/** Day and time to the second, for titles. */
export function dayAndTime(at: string | number): string {
  return whole.format(new Date(at));
}

/** `Today`, `Yesterday`, a weekday, or a date. */
export function dayLabel(at: string, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return days > 1 && days < 7 ? dayName.format(new Date(at)) : fullDay.format(new Date(at));
}

/** The time of today's, the day of older ones: for the list of people. */
export function shortTime(at: string, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return timeOfDay(at);
  return days === 1 ? 'Yesterday' : shortDay.format(new Date(at));
}

/** `23 h 41 min`, `41 min`, `58 s`, `12 days` */
export function duration(ms: number): string {
  if (ms >= 2 * DAY) return `${Math.floor(ms / DAY)} days`;
  if (ms >= HOUR) return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / MINUTE)} min`;
  return ms >= MINUTE ? `${Math.floor(ms / MINUTE)} min` : `${Math.max(0, Math.floor(ms / SECOND))} s`;
}

/** `0:07` */
export function playTime(seconds: number): string {
  const total = Number.isFinite(seconds) ? Math.round(seconds) : 0;
  return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`;
}

function daysBetween(at: string, now: number): number {
  return Math.round((midnight(now) - midnight(at)) / DAY);
}

function midnight(time: string | number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
