/* What the server tells of the roadmap: the whole, or what is new in it. */

/** The roadmap that an answer leads to. known: the one before; lessons without news are the same objects again.
 *
 * Null when the answer is about another one than the known: then the whole must be asked for. */
export function renewed(known, answer) {
  if (!answer.changes) {
    return answer;
  }
  if (known?.revision !== answer.since) {
    return null;
  }
  const { changes, since, ...rest } = answer;
  const tracks = known.tracks.map(track =>
    track.lessons.some(lesson => Object.hasOwn(changes, lesson.id))
      ? { ...track, lessons: track.lessons.map(lesson => changed(lesson, changes[lesson.id])) }
      : track
  );
  return { ...known, ...rest, tracks };
}

function changed(lesson, news) {
  if (!news) {
    return lesson;
  }
  const items = lesson.items.map((item, place) => (news.items?.[place] ? { ...item, ...news.items[place] } : item));
  return { ...lesson, ...news, items };
}

/** Whether a view of a lesson shows just this already. Remembers on the view what it shows from now on.
 *
 * parts: all that it is made of; equal are the same objects and the same texts. */
export function isShown(view, ...parts) {
  const same = view.shown?.length === parts.length && parts.every((part, place) => part === view.shown[place]);
  view.shown = parts;
  return same;
}
