using Microsoft.AspNetCore.Http;
using MuBench.Functions.Http;

namespace MuBench.Tests.Functions.Http;

public sealed class ReportFormatsTests
{
    [Theory]
    [InlineData(null, "text/html")]
    [InlineData("*/*", "text/html")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")] // a browser
    [InlineData("application/json", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("text/markdown", "text/markdown")]
    [InlineData("text/html;q=0.2, application/json;q=0.9", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("image/png, text/csv;q=0.1", "text/csv")]
    [InlineData("image/png", null)]
    [InlineData("text/html;q=0", null)]
    [InlineData("nonsense", null)]
    public void Choose_ByAccept_TakesTheBest(string? accept, string? type)
    {
        var request = new DefaultHttpContext().Request;
        if (accept is not null)
            request.Headers.Accept = accept;
        Assert.Equal(type, ReportFormats.Choose(request)?.Type);
    }
}
