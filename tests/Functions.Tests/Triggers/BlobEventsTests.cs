using MuBench.Functions.Triggers;

namespace MuBench.Tests.Functions.Triggers;

public sealed class BlobEventsTests
{
    private const string Subject = "/blobServices/default/containers/mubench/blobs/manifests/a.json";

    [Theory]
    [InlineData($$$"""[{"id":"1","eventType":"Microsoft.Storage.BlobCreated","subject":"{{{Subject}}}","topic":"/subscriptions/x","data":{"api":"PutBlob" },"eventTime":"2026-11-26T00:00:00Z"}]""")]
    [InlineData($$$"""{"id":"1","eventType":"Microsoft.Storage.BlobCreated","subject":"{{{Subject}}}","data":{}}""")]
    [InlineData($$$"""{"specversion":"1.0","id":"1","type":"Microsoft.Storage.BlobCreated","source":"/subscriptions/x","subject":"{{{Subject}}}","data":{}}""")]
    public void TryRead_AnEventOfEitherSchema_NamesTheBlob(string message) =>
        Assert.Equal(["manifests/a.json"], BlobEvents.TryRead(message, "mubench"));

    [Theory]
    [InlineData($$$"""{"eventType":"Microsoft.Storage.BlobDeleted","subject":"{{{Subject}}}"}""", "mubench")]
    [InlineData($$$"""{"eventType":"Microsoft.Storage.BlobCreated","subject":"{{{Subject}}}"}""", "other")]
    [InlineData("[]", "mubench")]
    public void TryRead_AnEventOfSomethingElse_NamesNothing(string message, string container) =>
        Assert.Equal([], BlobEvents.TryRead(message, container));

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""["a"]""")]
    [InlineData("""{"subject":1,"eventType":"Microsoft.Storage.BlobCreated"}""")]
    [InlineData("""{"subject":"/x"}""")]
    public void TryRead_NoEvent_IsNull(string message) => Assert.Null(BlobEvents.TryRead(message, "mubench"));
}
