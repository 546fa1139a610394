using MuBench.Contrastive.Tokenizers;

namespace MuBench.Tests.Contrastive.Tokenizers;

public sealed class UnicodeTextTests
{
    // The expected values are those of Python's unicodedata.normalize("NFC", ...).
    [Theory]
    [InlineData("plain µm", "plain µm")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("A\u030A", "\u00C5")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u2126\u212A", "\u03A9K")]
    [InlineData("a\u0323\u0307", "\u1EA1\u0307")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("a\u0302\u0323", "\u1EAD")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("\u0301e", "\u0301e")]
    public void Compose_Text_FormC(string text, string expected) => Assert.Equal(expected, UnicodeText.Compose(text));

    [Theory]
    [InlineData("naïve Ångström", "naive Angstrom")]
    [InlineData("ậ\u0300", "a")]
    [InlineData("β-catenin", "β-catenin")]
    public void StripMarks_Text_NoAccents(string text, string expected) => Assert.Equal(expected, UnicodeText.StripMarks(text));

    [Theory]
    [InlineData("ΜΔΣ", "μδσ")]
    [InlineData("\u0130", "i\u0307")]
    [InlineData("\U00010400", "\U00010428")]
    public void Lower_Text_CharacterByCharacter(string text, string expected) => Assert.Equal(expected, UnicodeText.Lower(text));
}
