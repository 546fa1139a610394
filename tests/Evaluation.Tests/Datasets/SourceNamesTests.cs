using MuBench.Datasets.Import;

namespace MuBench.Tests.Datasets;

public sealed class SourceNamesTests
{
    [Theory]
    [InlineData("acevedo_et_al_2020", "Giemsa", "acevedo_et_al_2020")]
    [InlineData("named", "H2B-mCherry", "named")]
    [InlineData(null, "H2B-mCherry", "held_et_al_2010_h2b")]
    [InlineData(null, "GalT–EGFP", "held_et_al_2010_galt")]
    [InlineData(null, "mEGFP–α-tubulin", "held_et_al_2010_mt")]
    [InlineData(null, "MT-EGFP", "held_et_al_2010_mt")]
    [InlineData(null, "mTurquoise", "unknown")]
    [InlineData(null, null, "unknown")]
    [InlineData("", "H&E", "unknown")]
    public void Of_DatasetAndStain_NamesTheSource(string? dataset, string? stain, string source) => Assert.Equal(source, SourceNames.Of(dataset, stain));

    [Theory]
    [InlineData("H2B-mCherry", "metaphase", "held_et_al_2010_h2b")]
    [InlineData("H2B-mCherry", "bipolar spindle", "held_et_al_2010_mt")]
    [InlineData("H2B-mCherry", "Aster", "held_et_al_2010_mt")]
    [InlineData("H2B-mCherry, mEGFP–α-tubulin", "metaphase", "held_et_al_2010_mt")]
    [InlineData("GalT–EGFP", "golgi twin", "held_et_al_2010_galt")]
    [InlineData("GalT–EGFP", "midbody", "held_et_al_2010_mt")]
    [InlineData("Giemsa", "aster", "unknown")]
    public void Of_UnnamedRow_TellsSetsOfOneStainApartByTheirClasses(string stain, string option, string source) =>
        Assert.Equal(source, SourceNames.Of(null, stain, ["interphase", option, "none of the above"]));
}
