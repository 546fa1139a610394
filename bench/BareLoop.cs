using System.ClientModel;
using System.Diagnostics;
using OpenAI;
using OpenAI.Chat;

namespace MuBench.Bench;

/// <summary>
/// The baseline of the pipeline: a short program with the SDK alone. It has workers and makes one call per question, without a log
/// and without retries: <c>bare ENDPOINT QUESTIONS WORKERS FOLDER</c>. Prints seconds.
/// </summary>
internal static class BareLoop
{
    public static async Task<int> RunAsync(string endpoint, int questions, int workers, string folder)
    {
        var client = new ChatClient("bench", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri(endpoint) });
        var images = Directory.GetFiles(folder, "*.png").Order().Select(File.ReadAllBytes).ToArray();
        var next = -1;
        var options = new ChatCompletionOptions { MaxOutputTokenCount = 128, Temperature = 0 };
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(workers)))); // warms connections and code
        next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(questions))));
        Console.WriteLine(watch.Elapsed.TotalSeconds.ToString("F3"));
        return 0;

        async Task WorkAsync(int count)
        {
            for (int question; (question = Interlocked.Increment(ref next)) < count;)
            {
                var image = BinaryData.FromBytes(images[question / 6 % images.Length]);
                ChatCompletion completion = await client.CompleteChatAsync(
                    [new UserChatMessage(
                        ChatMessageContentPart.CreateTextPart($"Answer with a single letter, no extra details.\nQuestion:{question}\nA) a\nB) b"),
                        ChatMessageContentPart.CreateImagePart(image, "image/png", ChatImageDetailLevel.High))],
                    options);
                if (completion.Content[0].Text.Length == 0)
                    throw new InvalidOperationException("Empty answer.");
            }
        }
    }
}
