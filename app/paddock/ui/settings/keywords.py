"""Further words that a setting is found by, beside its name and sentence. One rule: words that people would type."""

from __future__ import annotations

from paddock.ui.i18n import tr


def keywords_of(setting: str) -> str:
    """Of one setting; "" where its name and sentence say it all."""
    return {
        "theme": tr("dark light night mode colour colours appearance system"),
        "language": tr("English German translation locale"),
        "text_scale": tr("font size zoom big large larger small smaller letters"),
        "contrast": tr("accessibility readable strong black white"),
        "motion": tr("accessibility animation reduced motion"),
        "direction": tr("right-to-left RTL Arabic Hebrew"),
        "n_ctx": tr("context window length memory tokens"),
        "overflow": tr("context full long chat forget summary"),
        "sampling": tr("temperature top-p top-k min-p repetition penalty creativity random seed"),
        "temperature": tr("temperature creativity"),
        "preload": tr("start startup warm"),
        "idle_unload_minutes": tr("memory RAM free unload minutes swap"),
        "tune": tr("threads speed slow fast performance CPU processor cores benchmark batch"),
        "kv_on_disk": tr("KV cache disk cached"),
        "kv_limit": tr("KV cache size limit gigabytes"),
        "model_titles": tr("name names naming rename automatic"),
        "prompt_templates": tr("snippets slash commands saved prompts"),
        "spelling": tr("spell check autocorrect dictionary typo mistakes language"),
        "spelling_words": tr("spell check dictionary ignore"),
        "model_folders": tr("folder directory path GGUF files location watch"),
        "download_limit": tr("bandwidth speed throttle limit"),
        "resume_downloads": tr("continue pause start"),
        "hub_endpoint": tr("mirror server URL Hugging Face"),
        "hub_proxy": tr("network HTTP"),
        "hub_ca_file": tr("certificate CA TLS SSL company"),
        "hub_users": tr("Hugging Face account login sign in access gated key password"),
        "offline": tr("internet network airplane disconnect"),
        "lock_after_minutes": tr("idle automatic auto-lock timeout"),
    }.get(setting, "")
