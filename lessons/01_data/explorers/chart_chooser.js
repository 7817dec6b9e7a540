// Every scene is made by chart_chooser.py; here the hand only turns the pages.

export function compute({ question, chart, middle }, pages) {
  return pages[question][chart][middle];
}
