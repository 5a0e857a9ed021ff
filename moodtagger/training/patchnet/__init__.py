"""PatchNet: fine-tune layers taught on AudioSet on what people and other networks say of songs."""
