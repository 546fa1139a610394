namespace MuBench.Inference;

/// <summary>Checks a running server, for a container's health check: the image contains no other HTTP client.</summary>
internal static class HealthCheck
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    /// <summary>Returns 0 if the address responds with success, otherwise 1.</summary>
    public static async Task<int> RunAsync(string? address)
    {
        using var http = new HttpClient { Timeout = MaxWait };
        try
        {
            using var response = await http.GetAsync(new Uri(address ?? "http://127.0.0.1:8080/health/live")).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or UriFormatException)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 1;
        }
    }
}
