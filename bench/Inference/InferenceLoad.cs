using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MuBench.Bench;

/// <summary>Calls the inference server. Bodies are made before the measurement begins.</summary>
internal sealed class InferenceLoad(Uri server, string model, IReadOnlyList<byte[]> pngs) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue }) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Makes a body with this number of images.</summary>
    public byte[] Body(int images, int seed = 0) => System.Text.Encoding.UTF8.GetBytes(
        $$"""{ "model": "{{model}}", "modality": "image", "encoding_format": "base64", "input": [{{string.Join(',', Enumerable.Range(seed, images).Select(number => $"\"data:image/png;base64,{Convert.ToBase64String(pngs[number % pngs.Count])}\""))}}] }""");

    /// <summary>Sends bodies with limited concurrency until all have a response.</summary>
    public Task SendAsync(IReadOnlyList<byte[]> bodies, int atOnce) => Parallel.ForEachAsync(
        bodies, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (body, _) => await CallAsync(body));

    /// <summary>Latencies in milliseconds of sequential calls.</summary>
    public async Task<double[]> OneByOneAsync(byte[] body, int calls)
    {
        var latencies = new double[calls];
        for (var i = 0; i < calls; i++)
        {
            var watch = Stopwatch.StartNew();
            await CallAsync(body);
            latencies[i] = watch.Elapsed.TotalMilliseconds;
        }

        return latencies;
    }

    /// <summary>
    /// Latencies of calls at random times with a mean rate. A call does not wait for earlier responses; its latency counts from
    /// its due time.
    /// </summary>
    public async Task<double[]> AtRateAsync(byte[] body, int calls, double perSecond)
    {
        var random = new Random(1);
        var watch = Stopwatch.StartNew();
        var due = 0.0;
        var running = new List<Task<double>>();
        for (var i = 0; i < calls; i++)
        {
            due -= Math.Log(1 - random.NextDouble()) / perSecond;
            var wait = TimeSpan.FromSeconds(due) - watch.Elapsed;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            running.Add(TimedAsync(due));
        }

        return await Task.WhenAll(running);

        async Task<double> TimedAsync(double since)
        {
            await CallAsync(body);
            return (watch.Elapsed.TotalSeconds - since) * 1000;
        }
    }

    /// <summary>Sends a body and returns the vectors of its response.</summary>
    public async Task<float[][]> EmbedAsync(byte[] body)
    {
        using var response = JsonDocument.Parse(await CallAsync(body));
        return [.. response.RootElement.GetProperty("data").EnumerateArray()
            .Select(entry => MemoryMarshal.Cast<byte, float>(entry.GetProperty("embedding").GetBytesFromBase64()).ToArray())];
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]> CallAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _http.PostAsync(new Uri("/v1/embeddings", UriKind.Relative), content);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadAsByteArrayAsync();
    }
}
