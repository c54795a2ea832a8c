using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Native;

namespace Polytask.Inference;

/// <summary>Uses a saved model. Not for several threads at once: load one predictor per thread.</summary>
public sealed class Predictor : IDisposable
{
    private readonly SavedModel _model;

    private Predictor(SavedModel model) => _model = model;

    /// <summary>The columns that the model reads.</summary>
    public IReadOnlyList<string> Columns => [.. _model.Encoders.Select(encoder => encoder.Column).Distinct()];

    /// <summary>The tasks' names.</summary>
    public IReadOnlyList<string> Tasks => [.. _model.Tasks.Select(task => task.Name)];

    /// <summary>Loads a model directory, such as <c>runs/reviews/model</c>.</summary>
    /// <exception cref="CheckpointException">It is missing, damaged, or of another version.</exception>
    public static Predictor Load(string directory)
    {
        LibTorch.Init();
        return new Predictor(SavedModel.Read(directory));
    }

    /// <summary>Predicts one row of a model with one input column.</summary>
    /// <exception cref="DataException">The model reads several columns, or the value cannot be read.</exception>
    public RowPrediction Predict(string value) => Columns is [var column]
        ? Predict([new Dictionary<string, string?> { [column] = value }])[0]
        : throw new DataException($"The model reads the columns {string.Join(", ", Columns)}. Give a value for each of them.");

    /// <summary>Predicts rows given as values by column.</summary>
    /// <exception cref="DataException">A column is missing, or a value cannot be read.</exception>
    public IReadOnlyList<RowPrediction> Predict(IReadOnlyList<IReadOnlyDictionary<string, string?>> rows)
    {
        foreach (var column in Columns)
            for (var i = 0; i < rows.Count; i++)
                if (!rows[i].ContainsKey(column))
                    throw new DataException($"row {i + 1}  has no column '{column}', which the model reads. Found: {string.Join(", ", rows[i].Keys)}.");
        return Predict(rows.Count, column => row => rows[row][column] is { Length: > 0 } value ? value : null, row => new Place("row", row + 1));
    }

    /// <summary>Whether it reads images, so that <see cref="TaskPrediction.Saliency"/> can be asked for.</summary>
    public bool ReadsImages => _model.Encoders.Any(encoder => encoder.Shape is ImageShape);

    /// <summary>Predicts the rows of a source, in parts of some hundred, as they are read.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="saliency">Whether to find what in its image every prediction hangs on, which costs a way through the model and back for every task.</param>
    /// <exception cref="DataException">A column is missing, or a value cannot be read.</exception>
    public IEnumerable<(Row Row, RowPrediction Prediction)> Predict(RowSource source, bool saliency = false)
    {
        foreach (var part in source.Read().Chunk(1024))
        {
            var data = new DataSet([new Table("input", source.Columns, part)]);
            var predictions = Predict(part.Length, data.Column, row => part[row].Place, saliency);
            for (var i = 0; i < part.Length; i++) yield return (part[i], predictions[i]);
        }
    }

    private RowPrediction[] Predict(int count, Func<string, Func<int, string?>> column, Func<int, Place> place, bool saliency = false)
    {
        var data = new EncodedRows(count, [.. _model.Encoders.Select(encoder => encoder.Encode(count, column(encoder.Column), place))], []);
        foreach (var (_, wrong) in data.Unreadable) throw new DataException(wrong);
        var answers = Enumerable.Range(0, count).Select(_ => new TaskPrediction[_model.Tasks.Count]).ToArray();
        int[] rows = [.. Enumerable.Range(0, count)];
        foreach (var (served, network) in _model.Networks)
        {
            bool[] active = [.. _model.Tasks.Select((_, task) => served.Contains(task))];
            foreach (var (batch, outputs, _) in Predictions.Of(network, data, rows, _ => active))
                for (var i = 0; i < batch.Count; i++)
                    foreach (var task in served)
                        answers[batch.Rows.Span[i]][task] = Decode(task, outputs[task, i]);
            if (saliency) AddSaliency(answers, network, served, data, rows);
        }
        return [.. answers.Select(tasks => new RowPrediction(tasks))];
    }

    /// <summary>Finds what in the first image of every row the predictions of some tasks hang on.</summary>
    private void AddSaliency(TaskPrediction[][] answers, MultiTaskModel network, IReadOnlyList<int> tasks, EncodedRows data, int[] rows)
    {
        var input = _model.Encoders.Index().First(encoder => encoder.Item.Shape is ImageShape).Index;
        var images = (ImageColumn)data.Inputs[input];
        foreach (var task in tasks)
            foreach (var (row, seen) in Saliency.Of(network, _model.Tasks[task], task, data, rows, input).Index())
                answers[row][task] = answers[row][task].With(images.Heat(row, seen.Relevance));
    }

    private TaskPrediction Decode(int task, ReadOnlySpan<float> outputs)
    {
        var values = new float[_model.Tasks[task].PredictionWidth];
        _model.Tasks[task].Predict(outputs, values);
        return new TaskPrediction(_model.Tasks[task], values);
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}
