/* The entry that JupyterLab loads: a module-federation container written by hand, so that no build step is needed.
 * It takes the libraries that JupyterLab shares and hands them to plugin.js. */
(() => {
  'use strict';

  const here = document.currentScript.src;
  // Without a version in it: then the server lets the browser ask whether a file has changed, and all parts are always
  // of the same installation.
  const address = name => new URL(name, here).href;
  let shared = null;

  /** The highest version of a library in JupyterLab's share scope. */
  async function library(name) {
    const versions = shared && shared[name];
    if (!versions) {
      throw new Error(`The workbench needs ${name}, which this JupyterLab does not share. It needs JupyterLab 4.6 or later.`);
    }
    const newest = Object.keys(versions).sort((a, b) => b.localeCompare(a, undefined, { numeric: true }))[0];
    return (await versions[newest].get())();
  }

  async function extension() {
    const names = {
      application: '@jupyterlab/application',
      apputils: '@jupyterlab/apputils',
      commands: '@lumino/commands',
      coreutils: '@jupyterlab/coreutils',
      docmanager: '@jupyterlab/docmanager',
      launcher: '@jupyterlab/launcher',
      lumino: '@lumino/coreutils',
      notebook: '@jupyterlab/notebook',
      services: '@jupyterlab/services',
      settings: '@jupyterlab/settingregistry',
      state: '@jupyterlab/statedb',
      ui: '@jupyterlab/ui-components',
      widgets: '@lumino/widgets'
    };
    const loaded = await Promise.all(Object.values(names).map(library));
    const lab = Object.fromEntries(Object.keys(names).map((key, index) => [key, loaded[index]]));
    const { createPlugins } = await import(address('plugin.js'));
    return { __esModule: true, default: createPlugins(lab, address) };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB['ml-workbench'] = {
    init: scope => {
      shared = scope;
    },
    get: async name => {
      if (name !== './extension') {
        throw new Error(`ml-workbench has no module ${name}`);
      }
      const module = await extension();
      return () => module;
    }
  };
})();
