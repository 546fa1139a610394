using MuBench.Storage.Blob;
using MuBench.Storage.Disk;

namespace MuBench.Tests.Storage;

public sealed class StoreFactoryTests
{
    private const string Key = "bm90LWEtcmVhbC1rZXk=";

    [Theory]
    [InlineData(null, null, "mubench-store")]
    [InlineData("", " ", "mubench-store")]
    [InlineData(null, "from-variable", "from-variable")]
    [InlineData("given", "from-variable", "given")]
    [InlineData("./a=b", null, "a=b")]
    [InlineData("a;b", null, "a;b")]
    public void Open_Folder_IsADiskStoreThere(string? argument, string? variable, string expected)
    {
        var store = StoreFactory.Open(argument, name => name == "MUBENCH_STORE" ? variable : null);
        Assert.IsType<DiskStore>(store);
        Assert.Equal(Path.GetFullPath(expected), store.Description);
    }

    [Theory]
    [InlineData("no-such-store", null, "--store 'no-such-store': there is no folder ")]
    [InlineData("no-such-store", "other", "--store 'no-such-store': there is no folder ")]
    [InlineData(null, "no-such-store", "MUBENCH_STORE 'no-such-store': there is no folder ")]
    public void OpenToList_NamedFolderThatDoesNotExist_IsRefused(string? argument, string? variable, string expected)
    {
        var fault = Assert.Throws<UserException>(() => StoreFactory.OpenToList(argument, name => name == "MUBENCH_STORE" ? variable : null));
        Assert.StartsWith(expected + Path.GetFullPath("no-such-store"), fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)] // the default folder, which the first run makes
    [InlineData(".")]
    [InlineData("UseDevelopmentStorage=true")]
    public void OpenToList_DefaultOrExistingOrRemoteStore_IsOpened(string? argument) =>
        Assert.Equal(StoreFactory.Open(argument, _ => null).Description, StoreFactory.OpenToList(argument, _ => null).Description);

    [Theory]
    [InlineData("UseDevelopmentStorage=true", null, "http://127.0.0.1:10000/devstoreaccount1/mubench")]
    [InlineData("UseDevelopmentStorage=true;", "other", "http://127.0.0.1:10000/devstoreaccount1/other")]
    [InlineData("UseDevelopmentStorage=true;Container=named", "other", "http://127.0.0.1:10000/devstoreaccount1/named")]
    [InlineData("AccountName=acc;AccountKey=" + Key + ";EndpointSuffix=core.windows.net", null, "https://acc.blob.core.windows.net/mubench")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=" + Key, null, "https://acc.blob.core.windows.net/mubench")]
    [InlineData("BlobEndpoint=https://acc.blob.core.windows.net/;SharedAccessSignature=sv=1&sig=" + Key, null, "https://acc.blob.core.windows.net/mubench")]
    [InlineData("https://acc.blob.core.windows.net", null, "https://acc.blob.core.windows.net/mubench")]
    [InlineData("https://acc.blob.core.windows.net/", "other", "https://acc.blob.core.windows.net/other")]
    [InlineData("https://acc.blob.core.windows.net/named", "other", "https://acc.blob.core.windows.net/named")]
    [InlineData("https://acc.z12.blob.storage.azure.net/named/", null, "https://acc.z12.blob.storage.azure.net/named")]
    public void Open_Azure_NamesAccountAndContainerAndNoKey(string value, string? container, string expected)
    {
        foreach (var (argument, variable) in new (string?, string?)[] { (value, null), (null, value) })
        {
            var store = StoreFactory.Open(argument, name => name switch
            {
                "MUBENCH_STORE" => variable,
                "MUBENCH_CONTAINER" => container,
                _ => null,
            });
            Assert.Equal(expected, store.Description);
        }
    }

    [Theory]
    [InlineData("https://example.org/store")]
    [InlineData("https://acc.blob.core.windows.net.evil.example/mubench")]
    [InlineData("http://acc.blob.core.windows.net/mubench")]
    [InlineData("https://user:" + Key + "@acc.blob.core.windows.net/mubench")]
    [InlineData("https://acc.blob.core.windows.net/mubench?sv=1&sig=" + Key)]
    [InlineData("https://acc.blob.core.windows.net/mubench/deeper")]
    [InlineData("https://acc.blob.core.windows.net/Not_A_Container")]
    [InlineData("s3://bucket/folder")]
    [InlineData("AccountName=acc")]
    [InlineData("AccountName=acc;AccountKey=" + Key + "!")]
    [InlineData("AccountName=acc;AccountKey=" + Key + ";Container=No")]
    [InlineData("DefaultEndpointsProtocol=https;" + Key)]
    [InlineData("UseDevelopmentStorage=false")]
    public void Open_AnythingElse_IsRefusedWithoutItsKey(string value)
    {
        var fault = Assert.Throws<UserException>(() => StoreFactory.Open(value, _ => null));
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
    }
}
