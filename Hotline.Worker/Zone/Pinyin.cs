using System.Collections.Frozen;

namespace Hotline.Zone;

/// <summary>
/// 拼音: how a Chinese character may be typed. No pinyin package is served by the feed this is built from, so the readings
/// are data (pinyin.txt: a syllable without its tone, ü as v, and its characters): those of the transform Han-Latin of
/// Unicode CLDR 42 for U+4E00 to U+9FA5, one for each character. The others that names of places, offices and matters are
/// read with are added here; where the reading is in doubt all are tried.
/// </summary>
public static class Pinyin
{
    private const string OtherReadings = """
        长chang 重chong 行hang 乐yue 调tiao 都du 厦xia 朝zhao 藏zang 曾zeng 单shan 单chan 仇qiu 解xie 区ou 查zha 盛cheng 石dan 参shen 大dai
        弹tan 地di 佛fo 谷yu 会kuai 降xiang 角jue 卡qia 壳qiao 落la 落lao 六lu 蚌beng 泌bi 模mu 朴piao 迫pai 塞se 塞sei 色shai 沈chen 省xing
        熟shou 数shuo 宿xiu 提di 尉yu 校jiao 血xie 叶xie 尾yi 员yun 粘nian 轧zha 择zhai 着zhuo 着zhao 种chong 阿e 扒pa 柏bo 堡bu 堡pu 暴pu
        便pian 泊bo 薄bo 埔pu 称chen 乘sheng 匙chi 臭xiu 畜xu 传zhuan 伺ci 幢zhuang 的di 度duo 囤tun 番pan 给ji 括gua 龟qiu 还huan 和huo
        滑gu 奇ji 系ji 贾gu 将qiang 咳ke 勒le 了liao 率shuai 绿lu 露lou 弄long 埋man 没mo 秘bi 娜nuo 屏bing 强jiang 茄qie
        亲qing 圈juan 刹cha 识zhi 似si 拓tuo 涡guo 巷hang 削xiao 吁yu 殷yan 钥yue 艾yi 扎za 爪zhua 折she 仔zai 涌chong 浒xu 浚xun 筠jun
        莘xin 圩xu 峒tong 垌tong 蔚yu 辟bi 车ju 陆liu 缩su 厂an 广an 干qian 乾gan 什shi 万mo 洞tong 丁zheng
        """;

    private static readonly Lazy<FrozenDictionary<char, string[]>> Readings = new(Load);

    /// <summary>The syllables a character is read with, the usual one first; none for what is no Chinese character.</summary>
    public static IReadOnlyList<string> Of(char character) => Readings.Value.GetValueOrDefault(character, []);

    private static FrozenDictionary<char, string[]> Load()
    {
        using var stream = typeof(Pinyin).Assembly.GetManifestResourceStream("Hotline.Zone.Defaults.pinyin.txt")!;
        using var reader = new StreamReader(stream);
        var readings = new Dictionary<char, string[]>();
        while (reader.ReadLine() is { } line)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            string[] syllable = [line[..blank]];
            foreach (var character in line.AsSpan(blank + 1))
            {
                readings[character] = syllable;
            }
        }

        foreach (var other in OtherReadings.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var known = readings.GetValueOrDefault(other[0], []);
            readings[other[0]] = known.Contains(other[1..]) ? known : [.. known, other[1..]];
        }

        return readings.ToFrozenDictionary();
    }
}
