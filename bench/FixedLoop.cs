using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;

namespace MuBench.Bench;

/// <summary>
/// The baseline of adaptive concurrency: a fixed number of workers that call continuously. A refused worker backs off by itself, as
/// in the SDKs: <c>fixed ENDPOINT WORKERS FOLDER</c>.
/// </summary>
internal static class FixedLoop
{
    private const double FirstDelay = 0.5;
    private const double MaxDelay = 8;

    public static async Task<int> RunAsync(string endpoint, int workers, string folder)
    {
        var options = new OpenAIClientOptions { Endpoint = new Uri(endpoint), RetryPolicy = new ClientRetryPolicy(0) };
        var client = new ChatClient("bench", new ApiKeyCredential("none"), options);
        var image = BinaryData.FromBytes(await File.ReadAllBytesAsync(Directory.GetFiles(folder, "*.png").Order().First()));
        var message = new UserChatMessage(
            ChatMessageContentPart.CreateTextPart("Answer with a single letter, no extra details.\nQuestion:?\nA) a\nB) b"),
            ChatMessageContentPart.CreateImagePart(image, "image/png", ChatImageDetailLevel.High));
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync)));
        return 0;

        async Task WorkAsync()
        {
            for (var refusals = 0; ;)
            {
                try
                {
                    await client.CompleteChatAsync([message]);
                    refusals = 0;
                }
                catch (ClientResultException exception) when (exception.Status == 429)
                {
                    var asked = exception.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var value) == true ? double.Parse(value!) : 0;
                    await Task.Delay(TimeSpan.FromSeconds(Math.Max(asked, Math.Min(FirstDelay * Math.Pow(2, refusals++), MaxDelay))));
                }
            }
        }
    }
}
