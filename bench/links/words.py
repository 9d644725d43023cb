"""Words of six languages for slugs, headings and text. The checkers do not read them; their letters matter."""

from __future__ import annotations

LANGUAGES = ("en", "es", "zh-hans", "ar", "ru", "ht")
NAMES = {
    "en": "English",
    "es": "Español",
    "zh-hans": "简体中文",
    "ar": "العربية",
    "ru": "Русский",
    "ht": "Kreyòl",
}
SECTIONS = ("guides", "news", "rights", "courts", "campaigns", "library")

# Three lists of twelve for each language: a slug is one of each, so 1,728 slugs a language.
_SLUGS = {
    "en": """quiet open free public local safe early common direct honest written plain
        warrant hearing arrest record family lawyer school tenant worker neighbour visit appeal
        checklist handbook overview timeline answers glossary workshop statement petition directory calendar summary""",
    "es": """abierta pública libre segura rápida común directa honesta escrita sencilla única próxima
        audiencia detención familia abogada escuela inquilina jornada vecindad apelación orden visita defensa
        petición guía lista agenda glosario resumen manual respuesta jornadas declaración directorio calendario""",
    "zh-hans": """公开 自由 安全 本地 简明 共同 直接 书面 早期 诚实 安静 平等
        搜查令 听证会 逮捕 档案 家庭 律师 学校 租客 工人 邻居 探访 上诉
        清单 手册 概览 时间表 问答 词汇表 讲座 声明 请愿书 名录 日历 摘要""",
    "ar": """مفتوح عام حر محلي آمن مبكر مشترك مباشر صادق مكتوب بسيط هادئ
        مذكرة جلسة توقيف سجل عائلة محامي مدرسة مستأجر عامل جار زيارة استئناف
        قائمة دليل نظرة جدول أجوبة مسرد ورشة بيان عريضة فهرس تقويم ملخص""",
    "ru": """открытый общий свободный местный надёжный ранний прямой честный письменный простой тихий новый
        ордер слушание арест запись семья адвокат школа жилец рабочий сосед визит жалоба
        список справочник обзор порядок ответы словарь занятие заявление петиция указатель календарь сводка""",
    "ht": """louvri piblik lib lokal sekirite bonè komen dirèk onèt ekri senp trankil
        manda odyans arestasyon dosye fanmi avoka lekòl lokatè travayè vwazen vizit apèl
        lis gid apèsi orè repons glosè atelye deklarasyon petisyon anyè kalandriye rezime""",
}


def slug_words(language: str) -> tuple[list[str], list[str], list[str]]:
    """Return the three lists of twelve words that make up a slug in *language*."""
    words = _SLUGS[language].split()
    return words[:12], words[12:24], words[24:36]


def words(language: str) -> list[str]:
    """Return all words of *language*, for headings and text."""
    return _SLUGS[language].split()
