using MuBench.Cli;

namespace MuBench.Tests.Cli;

public sealed class StoreArgumentTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("./store", " --store ./store")]
    [InlineData("my store", " --store \"my store\"")]
    [InlineData("UseDevelopmentStorage=true", " --store UseDevelopmentStorage=true")]
    [InlineData("https://lab.blob.core.windows.net/mubench", " --store https://lab.blob.core.windows.net/mubench")]
    [InlineData("AccountName=lab;AccountKey=c2VjcmV0;Container=x", " --store CONNECTION_STRING")]
    [InlineData("BlobEndpoint=https://lab.blob.core.windows.net;SharedAccessSignature=sv=1&sig=x", " --store CONNECTION_STRING")]
    [InlineData("https://lab.blob.core.windows.net/mubench?sv=1&sig=secret", " --store CONNECTION_STRING")]
    public void Of_AStore_IsWhatToTypeWithoutItsKey(string? setting, string expected) => Assert.Equal(expected, StoreArgument.Of(setting));
}
