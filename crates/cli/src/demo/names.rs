//! Words that the demo's names are made of. Every name carries 示例, 示范, 样例, 演示 or 虚构, so
//! that nothing here can be taken for a real body or person.

/// Marks of organizations that come in as existing law.
pub(super) const MARKS: [&str; 4] = ["示范", "样例", "演示", "虚构"];

/// The mark of organizations that are established through cases: their fields cannot be alike
/// to those of existing ones, so that only the case that shall show it meets a similar one.
pub(super) const CASE_MARK: &str = "示例";

/// Fields of activity; none is part of another.
pub(super) const FIELDS: [&str; 60] = [
    "低空经济",
    "非遗技艺",
    "社区营造",
    "数字阅读",
    "城市园艺",
    "青年志愿",
    "老年教育",
    "儿童友好",
    "乡土文化",
    "绿色建筑",
    "智慧养老",
    "公共艺术",
    "冰雪运动",
    "骑行运动",
    "传统曲艺",
    "家庭教育",
    "心理健康",
    "慢病管理",
    "急救培训",
    "食品安全",
    "动物救助",
    "垃圾分类",
    "节能环保",
    "水资源保护",
    "城市更新",
    "无障碍环境",
    "软件测试",
    "芯片应用",
    "人工智能",
    "机器人",
    "新能源汽车",
    "物业服务",
    "家政服务",
    "快递物流",
    "餐饮烹饪",
    "茶文化",
    "书法美术",
    "纪实摄影",
    "合唱艺术",
    "戏剧教育",
    "编辑出版",
    "法律援助",
    "人民调解",
    "知识产权",
    "标准化",
    "质量管理",
    "会展服务",
    "品牌建设",
    "直播电商",
    "农产品流通",
    "观光农业",
    "中医养生",
    "康复辅具",
    "护理服务",
    "助残就业",
    "退役军人服务",
    "灵活就业",
    "校园足球",
    "棋牌运动",
    "科普传播",
];

/// Forms of associations, as the name measures list them.
pub(super) const ASSOCIATION_FORMS: [&str; 6] =
    ["协会", "学会", "研究会", "促进会", "联合会", "商会"];

/// Brand names of service institutions and foundations.
pub(super) const BRANDS: [&str; 12] = [
    "青禾", "云杉", "晨曦", "沐光", "松柏", "春泥", "星火", "远山", "百川", "知行", "同心", "暖阳",
];

/// Forms of service institutions.
pub(super) const INSTITUTION_FORMS: [&str; 5] =
    ["服务中心", "发展中心", "研究院", "培训学校", "促进中心"];

/// An invented person: 360 of them, then numbered.
pub(super) fn person(index: usize) -> String {
    const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
    const BRANCHES: [&str; 12] =
        ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"];
    const FAMILIES: [&str; 3] = ["示例", "样例", "演示"];
    let word = |words: &[&'static str], index: usize| {
        words.get(index % words.len()).copied().unwrap_or_default()
    };
    let stem = word(&STEMS, index);
    let branch = word(&BRANCHES, index / STEMS.len());
    let family = word(&FAMILIES, index / (STEMS.len() * BRANCHES.len()));
    match index / (STEMS.len() * BRANCHES.len() * FAMILIES.len()) {
        0 => format!("{family}{stem}{branch}"),
        round => format!("{family}{stem}{branch}{round}"),
    }
}

/// An identity number of nobody: division 999999 does not exist. Its check character is right.
pub(super) fn identity_number(index: usize) -> Option<String> {
    use shuniu_core::identity::ResidentIdentity;
    let year = 1960 + index % 40;
    let month = 1 + index / 40 % 12;
    let day = 1 + index / 480 % 28;
    let digits = format!("999999{year}{month:02}{day:02}{:03}", index % 1000);
    let whole = |check: char| format!("{digits}{check}");
    "0123456789X".chars().map(whole).find(|number| ResidentIdentity::parse(number).is_ok())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_field_is_part_of_another() {
        for (i, field) in FIELDS.iter().enumerate() {
            assert!(!FIELDS.iter().enumerate().any(|(j, other)| i != j && other.contains(field)));
        }
    }

    #[test]
    fn persons_are_many_and_nobody() {
        let names: BTreeSet<String> = (0..800).map(person).collect();
        assert_eq!(names.len(), 800);
        assert_eq!(person(0), "示例甲子");
        let numbers: BTreeSet<String> = (0..800).filter_map(identity_number).collect();
        assert_eq!(numbers.len(), 800);
        assert!(numbers.iter().all(|number| number.starts_with("999999")));
    }
}
