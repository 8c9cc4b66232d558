/** A real state folder for one benchmark. */
import { openStateFolder, type StateFolder } from '../../functions/adapters/file/state-folder';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { decodeBlock, encodeBlock } from '../../functions/domain/examples/block-codec';

export const openScratchState = (folder: string, declaration: ModelDeclaration): Promise<StateFolder> =>
  openStateFolder(folder, {
    rules: { [declaration.name]: declaration.outcome },
    codec: {
      encode: (block) => encodeBlock(block, declaration),
      decode: (bytes) => decodeBlock(bytes, declaration),
    },
    command: 'npm run bench',
  });
