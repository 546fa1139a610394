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
}
