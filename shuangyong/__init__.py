"""The 双拥 platform: reading, tasks, ledgers, score, entitlement. See docs/architecture.md."""
