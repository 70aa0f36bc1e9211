// @ts-check
/** What a script adds to the pages of the atlas, which are complete without it. */
