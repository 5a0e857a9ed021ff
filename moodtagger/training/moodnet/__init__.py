"""The recipe of the bundled network: distillation, fine-tuning and export."""
