"""WHERE: registry packages in, geodata/<code>/ out, and what the other rooms read of it."""
