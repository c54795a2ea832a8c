using Polytask.Data;
using Polytask.Modules;
using Polytask.Tasks;
using TorchSharp;

namespace Polytask.Models;

/// <summary>
/// What in an image a prediction hangs on: the gradient of its score by the image, times the image as the model sees it, in which 0 is the mean of the training rows. The sum over the
/// channels says how much a place speaks for the prediction, or against it.
/// </summary>
/// <remarks>
/// Simonyan, Vedaldi, Zisserman, Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps, ICLR Workshop 2014; Shrikumar, Greenside, Kundaje, Learning
/// Important Features Through Propagating Activation Differences, ICML 2017, for the product with the input.
/// </remarks>
internal static class Saliency
{
    /// <summary>Predicts rows for one task, and says what in their images the predictions hang on; no gradient of a parameter changes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="task">The task.</param>
    /// <param name="place">Its place in the model.</param>
    /// <param name="data">All rows.</param>
    /// <param name="rows">The rows to explain.</param>
    /// <param name="input">The place of the images among the inputs.</param>
    /// <returns>For each row the prediction, [PredictionWidth], and how much every place of the image counts, [places].</returns>
    public static IEnumerable<(float[] Prediction, float[] Relevance)> Of(MultiTaskModel model, PredictionTask task, int place, EncodedRows data, ReadOnlyMemory<int> rows, int input)
    {
        var images = (ImageColumn)data.Inputs[input];
        bool[] active = [.. model.Tasks.Select((_, other) => other == place)];
        var numbers = new float[images.Width];
        foreach (var batch in Predictions.Batches(data, rows))
        {
            using var scope = torch.NewDisposeScope();
            var pass = Pass.Explaining(batch);
            var outputs = model.Forward(pass, active);
            var cotangents = outputs.ZerosLike();
            for (var i = 0; i < batch.Count; i++) task.PullbackScore(outputs[place, i], cotangents[place, i]);
            var gradients = model.PullbackToInput(cotangents, pass, input).contiguous().data<float>().ToArray();
            for (var i = 0; i < batch.Count; i++)
            {
                var (prediction, relevance) = (new float[task.PredictionWidth], new float[images.Places]);
                task.Predict(outputs[place, i], prediction);
                images.CopyTo(batch.Rows.Span[i], numbers);
                for (var k = 0; k < numbers.Length; k++) relevance[k % relevance.Length] += numbers[k] * gradients[i * numbers.Length + k];
                yield return (prediction, relevance);
            }
        }
    }
}
